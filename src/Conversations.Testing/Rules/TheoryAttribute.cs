using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>A theory of xunit whose failures end with the rules that it proves. Inside this package the name hides that of xunit.</summary>
[XunitTestCaseDiscoverer(typeof(RuleTheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TheoryAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : Xunit.TheoryAttribute(sourceFilePath, sourceLineNumber);

using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Conversations.Testing;

/// <summary>A fact of xunit whose failures end with the rules that it proves. Inside this package the name hides that of xunit.</summary>
[XunitTestCaseDiscoverer(typeof(RuleFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : Xunit.FactAttribute(sourceFilePath, sourceLineNumber);

using System.Text;

namespace Conversations;

/// <summary>UTF-8 that throws on what is not well-formed, where the framework's own would put U+FFFD in its place.</summary>
internal static class StrictUtf8
{
    internal static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}

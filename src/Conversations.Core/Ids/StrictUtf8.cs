using System.Text;

namespace Conversations;

/// <summary>
/// Provides a UTF-8 encoding that throws for text that is not well-formed. The default encoding of the framework would replace such
/// text by U+FFFD.
/// </summary>
internal static class StrictUtf8
{
    internal static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}

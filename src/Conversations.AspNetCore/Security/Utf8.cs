using System.Text;

namespace Conversations.Security;

/// <summary>UTF-8 that refuses text that is not well-formed.</summary>
internal static class Utf8
{
    private static readonly UTF8Encoding _encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static byte[] GetBytes(string text) => _encoding.GetBytes(text);

    internal static string GetString(ReadOnlySpan<byte> bytes) => _encoding.GetString(bytes);
}

using System.Text;

namespace Conversations;

/// <summary>The rule for secrets, checked without ever repeating one.</summary>
internal static class Secret
{
    /// <summary>The least length of a secret, in bytes.</summary>
    internal const int MinBytes = 16;

    /// <summary>Throws if a secret is too short to be one.</summary>
    internal static void Check(ReadOnlySpan<byte> secret, string parameter)
    {
        if (secret.Length < MinBytes)
            throw new ArgumentException($"A secret must have at least {MinBytes} bytes, but has {secret.Length}.", parameter);
    }

    /// <summary>Says what is wrong with a secret, or gives null where nothing is.</summary>
    internal static string? Problem(string? secret)
    {
        try
        {
            Encode(secret, nameof(secret));
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }

    /// <summary>Gives the UTF-8 bytes of a secret, or throws if it is too short or not well-formed.</summary>
    internal static byte[] Encode(string? secret, string parameter)
    {
        ArgumentNullException.ThrowIfNull(secret, parameter);
        byte[] bytes;
        try
        {
            bytes = StrictUtf8.Encoding.GetBytes(secret);
        }
        catch (EncoderFallbackException)
        {
            // Not passed on as the inner exception: it names a character of the secret.
            throw new ArgumentException("A secret must be well-formed Unicode, but has a lone surrogate.", parameter);
        }

        Check(bytes, parameter);
        return bytes;
    }
}

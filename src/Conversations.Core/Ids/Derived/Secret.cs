using System.Text;

namespace Conversations;

/// <summary>Checks the rule for secrets. No exception contains a secret.</summary>
internal static class Secret
{
    /// <summary>The minimum length of a secret, in bytes.</summary>
    internal const int MinBytes = 16;

    /// <summary>Throws if a secret is too short.</summary>
    internal static void Check(ReadOnlySpan<byte> secret, string parameter)
    {
        if (secret.Length < MinBytes)
            throw new ArgumentException($"A secret must have at least {MinBytes} bytes, but has {secret.Length}.", parameter);
    }

    /// <summary>Returns a sentence that says what is wrong with a secret, or null if the secret is valid.</summary>
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

    /// <summary>Returns the UTF-8 bytes of a secret, or throws if the secret is too short or not well-formed.</summary>
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
            // The exception is not passed on as the inner one, because it contains a character of the secret.
            throw new ArgumentException("A secret must be well-formed Unicode, but has a lone surrogate.", parameter);
        }

        Check(bytes, parameter);
        return bytes;
    }
}

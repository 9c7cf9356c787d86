using System.Text;

namespace Conversations;

/// <summary>Encodes a label of a host as ASCII (RFC 3492). The result does not depend on the machine, unlike that of the framework.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int TMin = 1;
    private const int TMax = 26;
    private const int Skew = 38;
    private const int Damp = 700;
    private const int InitialBias = 72;
    private const int InitialN = 0x80;
    private const string Digits = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Appends the encoded form of a label, without the prefix <c>xn--</c>.</summary>
    /// <param name="result">Receives the encoded form.</param>
    /// <param name="label">The code points of the label. At least one of them is not ASCII, and there are at most 63.</param>
    internal static void Append(StringBuilder result, ReadOnlySpan<int> label)
    {
        var basic = 0;
        foreach (var codePoint in label)
        {
            if (codePoint >= InitialN)
                continue;

            result.Append((char)codePoint);
            basic++;
        }

        if (basic > 0)
            result.Append('-');

        var (n, delta, bias, handled) = (InitialN, 0, InitialBias, basic);
        while (handled < label.Length)
        {
            var next = int.MaxValue;
            foreach (var codePoint in label)
            {
                if (codePoint >= n)
                    next = Math.Min(next, codePoint);
            }

            delta += (next - n) * (handled + 1);
            n = next;
            foreach (var codePoint in label)
            {
                if (codePoint < n)
                    delta++;

                if (codePoint != n)
                    continue;

                AppendNumber(result, delta, bias);
                bias = Adapt(delta, handled + 1, isFirst: handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            n++;
        }
    }

    private static void AppendNumber(StringBuilder result, int number, int bias)
    {
        for (var k = Base; ; k += Base)
        {
            var threshold = Math.Clamp(k - bias, TMin, TMax);
            if (number < threshold)
                break;

            result.Append(Digits[threshold + ((number - threshold) % (Base - threshold))]);
            number = (number - threshold) / (Base - threshold);
        }

        result.Append(Digits[number]);
    }

    private static int Adapt(int delta, int points, bool isFirst)
    {
        delta = isFirst ? delta / Damp : delta / 2;
        delta += delta / points;
        var k = 0;
        for (; delta > (Base - TMin) * TMax / 2; k += Base)
            delta /= Base - TMin;

        return k + ((Base - TMin + 1) * delta / (delta + Skew));
    }
}

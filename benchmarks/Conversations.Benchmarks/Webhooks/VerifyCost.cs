using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Conversations.Benchmarks;

/// <summary>Measures what it costs a receiver to verify a webhook of 1 KB, against the bare HMAC of as many bytes.</summary>
internal static class VerifyCost
{
    private const int Calls = 200_000;
    private const int Rounds = 9;
    private const int Size = 1_024;

    internal static List<string> Run()
    {
        var (secret, body, now) = (WebhookSecret.Create(), new byte[Size], TimeProvider.System.GetUtcNow());
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = StandardWebhook.Sign("msg_0123456789abcdef0123456789abcdef", now, body, secret);
        var (key, hash) = (RandomNumberGenerator.GetBytes(32), new byte[HMACSHA256.HashSizeInBytes]);
        var (ours, bare, allocated) = (new List<double>(), new List<double>(), 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            (var time, allocated) = Measure(() => StandardWebhook.Verify("msg_0123456789abcdef0123456789abcdef", seconds, signature, body, secret));
            ours.Add(time);
            bare.Add(Measure(() => HMACSHA256.HashData(key, body, hash) > 0).Time);
        }

        return
        [
            $"| a call, {Size:N0} B | ns | bytes allocated | against `HMACSHA256.HashData` |",
            "|---|--:|--:|--:|",
            $"| `StandardWebhook.Verify` | {Ratios.Median(ours):N0} | {allocated:N0} | {Ratios.Median(ours) / Ratios.Median(bare):N2}× |",
        ];
    }

    private static (double Time, double Allocated) Measure(Func<bool> call)
    {
        var (before, begin) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        for (var i = 0; i < Calls; i++)
        {
            if (!call())
                throw new InvalidOperationException("The webhook does not verify.");
        }

        return (Stopwatch.GetElapsedTime(begin).TotalNanoseconds / Calls, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls);
    }
}

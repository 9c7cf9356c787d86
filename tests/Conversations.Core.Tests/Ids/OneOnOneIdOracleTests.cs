using System.ComponentModel;
using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;

namespace Conversations.Tests.Ids;

public sealed class OneOnOneIdOracleTests
{
    private const string Script = """
        const { createHash } = require('crypto');
        const lines = require('fs').readFileSync(0, 'latin1').trim().split('\n');
        console.log(lines.map(line =>
          createHash('sha1').update(JSON.stringify(JSON.parse(line).sort())).digest('hex').slice(0, 20)).join('\n'));
        """;

    [Fact]
    public void Id_equals_that_of_the_slow_oracle_for_any_text() =>
        Prop.ForAll(AnyText.Pairs.ToArbitrary(), pair =>
                OneOnOneId.Compute(pair.A, pair.B).Value == SlowOneOnOneId.Compute(pair.A, pair.B))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Id_does_not_depend_on_the_order_of_the_users() =>
        Prop.ForAll(AnyText.Pairs.ToArbitrary(), pair =>
                OneOnOneId.Compute(pair.A, pair.B) == OneOnOneId.Compute(pair.B, pair.A))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    /// <summary>If Node is not installed, the test checks the committed vectors, which Node computed earlier.</summary>
    [Fact]
    public async Task Id_equals_that_of_Node_for_ten_thousand_random_pairs()
    {
        var pairs = AnyText.Pairs.Sample(10_000).ToList();
        var ids = await AskNodeAsync(pairs);
        if (ids is null)
        {
            var vectors = Vectors.Read("one-on-one-random.json").ToList();
            pairs = [.. vectors.Select(vector => (vector["a"], vector["b"]))];
            ids = [.. vectors.Select(vector => vector["id"])];
        }

        pairs.Select(pair => OneOnOneId.Compute(pair.A, pair.B).Value).Should().Equal(ids);
    }

    private static async Task<string[]?> AskNodeAsync(List<(string A, string B)> pairs)
    {
        var command = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true };
        command.ArgumentList.Add("-e");
        command.ArgumentList.Add(Script);
        Process? started;
        try
        {
            started = Process.Start(command);
        }
        catch (Win32Exception)
        {
            return null;
        }

        using var node = started!;
        foreach (var (a, b) in pairs)
            await node.StandardInput.WriteAsync($"[\"{Vectors.EscapeAll(a)}\",\"{Vectors.EscapeAll(b)}\"]\n");

        node.StandardInput.Close();
        var answer = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        node.ExitCode.Should().Be(0);
        return answer.TrimEnd('\n').Split('\n');
    }
}

using Xunit.Sdk;

namespace Packages;

/// <summary>Tests that <c>./test</c> notices failed tests and runs without tests in what the runner prints.</summary>
public sealed class SummaryTests : IDisposable
{
    private const string Passed = "   Docs.Tests  Total: 79, Errors: 0, Failed: 0, Skipped: 1, Not Run: 0, Time: 3.124s";
    private const string Failed = "   Core.Tests  Total: 190, Errors: 0, Failed: 2, Skipped: 0, Not Run: 0, Time: 66.012s";
    private const string Broken = "   Core.Tests  Total: 3, Errors: 1, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.000s";
    private const string Empty = "   Core.Tests  Total: 0";
    private const string Crashed = "Unhandled exception. System.AccessViolationException: Attempted to read or write protected memory.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task Passed_tests_are_summed_up_and_the_time_of_each_project_is_told()
    {
        var said = await SummarizeAsync(2, Passed, Passed.Replace("Docs", "More", StringComparison.Ordinal));

        said.Should().Contain("  Docs.Tests: 3 s\n  More.Tests: 3 s\n").And.EndWith("\n156 passed, 0 failed\n");
    }

    [Theory]
    [InlineData(Failed, Passed, "266 passed, 2 failed")]
    [InlineData(Broken, Passed, "81 passed, 1 failed")]
    [InlineData(Empty, Empty, "0 passed, 0 failed")]
    [InlineData(Passed, Empty, "1 programs ran tests, and at least 2 must.")]
    [InlineData(Passed, Crashed, "1 programs ran tests, and at least 2 must.")]
    public async Task Failed_test_and_project_without_tests_fail_the_run(string one, string other, string expected)
    {
        var run = () => SummarizeAsync(2, one, other);

        await run.Should().ThrowAsync<XunitException>().WithMessage($"*exited with code 1:*{expected}*");
    }

    [Fact]
    public async Task Failed_test_is_told_again_at_the_end_and_a_passed_one_is_not()
    {
        const string Told = "    Core.IdTests.Id_is_kept [FAIL]\n      Expected 1, but found 2.\n      Stack Trace:";
        const string Skipped = "    Core.B [SKIP]\n      There is no B here.";

        var run = () => SummarizeAsync(1, $"{Skipped}\n{Told}\n{Skipped}\n{Failed}", Passed);

        (await run.Should().ThrowAsync<XunitException>()).Which.Message.Should().Contain($"\n\n{Told}\n266 passed, 2 failed").And.NotContain("Core.B");
    }

    [Fact]
    public async Task Run_with_a_filter_fails_only_if_no_project_ran_a_test()
    {
        (await SummarizeAsync(1, Passed, Empty)).Should().EndWith("\n78 passed, 0 failed\n");

        var run = () => SummarizeAsync(1, Empty, Empty);

        await run.Should().ThrowAsync<XunitException>();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> SummarizeAsync(int expected, params string[] outputs)
    {
        foreach (var (output, i) in outputs.Select((output, i) => (output, i)))
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, $"{i}"), $"=== TEST EXECUTION SUMMARY ===\n{output}\n");

        string[] files = [.. outputs.Select((_, i) => $"{i}")];
        return await Dotnet.RunAsync("bash", _folder, [Path.Combine(Sources.Repository.FullName, "tests", "summarize"), $"{expected}", .. files]);
    }
}

using Xunit.Sdk;

namespace Packages;

/// <summary>Tests that <c>./test</c> notices failed tests and runs without tests in what the runner prints.</summary>
public sealed class SummaryTests : IDisposable
{
    private const string Passed = "Passed!  - Failed:     0, Passed:    78, Skipped:     1, Total:    79, Duration: 3 s - Docs.Tests.dll (net10.0)";
    private const string Failed = "Failed!  - Failed:     2, Passed:   188, Skipped:     0, Total:   190, Duration: 1 m 6 s - Core.Tests.dll (net10.0)";
    private const string Empty = "No test is available in /tests/Core.Tests.dll. Make sure that test discoverer & executors are registered.";
    private const string Filtered = "No test matches the given testcase filter `FullyQualifiedName~Nothing` in /tests/Core.Tests.dll";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task Passed_tests_are_summed_up_and_the_time_of_each_project_is_told()
    {
        var said = await SummarizeAsync(2, Passed, Passed.Replace("Docs", "More", StringComparison.Ordinal));

        said.Should().Contain("  Docs.Tests: 3 s\n  More.Tests: 3 s\n").And.EndWith("\n156 passed, 0 failed\n");
    }

    [Theory]
    [InlineData(Failed, Passed, "266 passed, 2 failed")]
    [InlineData(Empty, Filtered, "0 passed, 0 failed")]
    [InlineData(Passed, Empty, "1 projects ran tests, and at least 2 must.")]
    public async Task Failed_test_and_project_without_tests_fail_the_run(string one, string other, string expected)
    {
        var run = () => SummarizeAsync(2, one, other);

        await run.Should().ThrowAsync<XunitException>().WithMessage($"*exited with code 1:*{expected}*");
    }

    [Fact]
    public async Task Failed_test_is_told_again_at_the_end_and_a_passed_one_is_not()
    {
        const string Told = "  Failed Core.IdTests.Id_is_kept [9 ms]\n  Error Message:\n   Expected 1, but found 2.";

        var run = () => SummarizeAsync(1, $"  Passed Core.A [1 ms]\n{Told}\n  Passed Core.B [1 ms]\n{Failed}", Passed);

        (await run.Should().ThrowAsync<XunitException>()).Which.Message.Should().Contain($"\n\n{Told}\n266 passed, 2 failed").And.NotContain("Core.B");
    }

    [Fact]
    public async Task Run_with_a_filter_fails_only_if_no_project_ran_a_test()
    {
        (await SummarizeAsync(1, Passed, Filtered)).Should().EndWith("\n78 passed, 0 failed\n");

        var run = () => SummarizeAsync(1, Filtered, Filtered);

        await run.Should().ThrowAsync<XunitException>();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> SummarizeAsync(int expected, params string[] outputs)
    {
        foreach (var (output, i) in outputs.Select((output, i) => (output, i)))
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, $"{i}"), $"Test run for Tests.dll\n{output}\n");

        string[] files = [.. outputs.Select((_, i) => $"{i}")];
        return await Dotnet.RunAsync("bash", _folder, [Path.Combine(Sources.Repository.FullName, "tests", "summarize"), $"{expected}", .. files]);
    }
}

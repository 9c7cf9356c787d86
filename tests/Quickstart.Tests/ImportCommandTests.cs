namespace Quickstart.Tests;

public sealed class ImportCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    [Fact]
    public async Task A_file_is_imported_and_reported()
    {
        var path = Write("2004-11-15_03.log", "[12:15] <a> hi\n[12:15] <b>\n");

        var (code, output, error) = await RunAsync("--import", path, "--channel", "#Debian");

        code.Should().Be(0);
        output.Should().Contain("messages stored                          1").And.Contain("text is empty");
        error.Should().BeEmpty();
    }

    [Fact]
    public async Task The_report_ends_with_the_inbox_of_the_busiest_sender_who_is_a_participant()
    {
        var path = Write("2004-11-15_03.log", "[12:15] <a> hi\n=== busy [~b@host] has joined #debian\n[12:15] <busy> one\n[12:16] <busy> two\n[12:17] <a> bye\n[12:18] <busy> so long\n");

        var (_, output, _) = await RunAsync("--import", path, "--channel", "#Debian");

        output.TrimEnd().Should().EndWith($"inbox of busy{Environment.NewLine}  #Debian  busy: so long (0 unread)");
    }

    [Fact]
    public async Task A_second_import_into_the_same_database_changes_nothing()
    {
        var path = Write("2004-11-15_03.log", "[12:15] <a> hi\n=== b [~b@host] has joined #debian\n[12:16] <b> hello\n");

        await RunAsync("--import", path, "--channel", "#debian");
        var (code, output, _) = await RunAsync("--import", path, "--channel", "#debian");

        code.Should().Be(0);
        output.Should().Contain("messages stored                          0").And.Contain("inbox of");
    }

    [Fact]
    public async Task A_database_file_that_is_not_a_database_is_reported()
    {
        var log = Write("2004-11-15_03.log", "[12:15] <a> hi\n");
        Write("chat.db", new string('x', 4_096));

        var (code, _, error) = await RunAsync("--import", log, "--channel", "#debian");

        code.Should().Be(1);
        error.Should().StartWith("The file is not a SQLite database.");
    }

    [Theory]
    [InlineData("There is no option '--bogus'.", "--bogus")]
    [InlineData("There is no option '--bogus'.", "--import", "2004-11-15.log", "--bogus")]
    [InlineData("--import needs at least one file.", "--import")]
    [InlineData("--channel and --database can only be used with --import.", "--channel", "#ubuntu")]
    [InlineData("Required argument missing for option: '--channel'.", "--import", "2004-11-15.log", "--channel")]
    [InlineData("Required argument missing for option: '--database'.", "--import", "2004-11-15.log", "--database")]
    [InlineData("Option '--channel' expects a single argument", "--import", "2004-11-15.log", "--channel", "#a", "--channel", "#b")]
    [InlineData("--channel must be a name", "--import", "2004-11-15.log", "--channel", " ")]
    [InlineData("'2004-11-15.log' is not an option.", "2004-11-15.log")]
    [InlineData("There is no file 'no/such/2004-11-15.log'.", "--import", "no/such/2004-11-15.log")]
    [InlineData("There is no file ''.", "--import", "")]
    [InlineData("There is no file '@2004-11-15.log'.", "--import", "@2004-11-15.log")]
    [InlineData("'.' is a folder.", "--import", ".")]
    public async Task Wrong_arguments_are_reported(string problem, params string[] args)
    {
        var (code, output, error) = await RunAsync(args);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().StartWith(problem);
    }

    [Fact]
    public async Task A_file_without_a_date_in_its_name_is_refused_before_anything_is_imported()
    {
        var (code, output, error) = await RunAsync(
            "--import", Write("2004-11-15.log", "[12:15] <a> hi"), Write("2004-13-15.log", "[12:15] <a> hi"));

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Contain("has no date");
    }

    [Fact]
    public async Task Help_explains_the_arguments()
    {
        var (code, output, _) = await RunAsync("--import", "--help");

        code.Should().Be(0);
        output.Should().Contain("--import FILE");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs the command with these arguments. If they import, the database is in the folder of the test.</summary>
    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        if (args.Length > 2)
            args = ["--database", Path.Combine(_folder.FullName, "chat.db"), .. args];

        using StringWriter output = new(), error = new();
        var code = await ImportCommand.RunAsync(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}

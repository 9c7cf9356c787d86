using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MySqlConnector;

namespace Conversations.MariaDb.Tests;

/// <summary>A MariaDB server of Debian's packages on a free port of the loopback. It ends with the process of the tests.</summary>
internal sealed class ThrowAwayMariaDb
{
    private const string HowToGetIt = "There is no MariaDB server to test on. As root on Debian: apt-get install mariadb-server.";

    /// <summary>Runs the server ($2 to the last) until the process of the tests ($0) has ended, then removes its folder ($1).</summary>
    private const string Guard =
        """
        tests=$0; folder=$1; shift
        "$@" >"$folder/log" 2>&1 & server=$!
        while kill -0 "$tests" 2>/dev/null && kill -0 "$server" 2>/dev/null; do sleep 2; done
        kill -KILL "$server" 2>/dev/null
        rm -rf "$folder"
        """;

    private static readonly Lazy<ThrowAwayMariaDb> _shared = new(() => new());

    private readonly string _connectionString;
    private int _databases;

    private ThrowAwayMariaDb()
    {
        var folder = Directory.CreateTempSubdirectory("conversations-mariadb-").FullName;
        var user = Environment.UserName == "root" ? "mysql" : Environment.UserName;
        if (user == "mysql")
            Run("chown", user, folder).WaitForExit();

        var data = $"--datadir={folder}/data";
        Run("mariadb-install-db", "--no-defaults", data, $"--user={user}", "--auth-root-authentication-method=normal", "--skip-test-db").WaitForExit();
        var port = FreePort();
        _connectionString = $"Server=127.0.0.1;Port={port};User ID=root;Connection Reset=False";
        Run(
            "sh", "-c", Guard, Environment.ProcessId.ToString(CultureInfo.InvariantCulture), folder,
            Find("mariadbd"), "--no-defaults", data, $"--user={user}", $"--port={port}", "--bind-address=127.0.0.1", $"--socket={folder}/socket",
            "--max-connections=500", "--innodb-flush-log-at-trx-commit=0");
        if (!SpinWait.SpinUntil(Accepts, TimeSpan.FromMinutes(1)))
            throw new InvalidOperationException($"MariaDB did not start: {(File.Exists($"{folder}/log") ? File.ReadAllText($"{folder}/log") : "it wrote no log.")}");
    }

    internal static ThrowAwayMariaDb Shared => _shared.Value;

    internal string CreateDatabase()
    {
        var name = $"suite{Interlocked.Increment(ref _databases)}";
        using var connection = new MySqlConnection(_connectionString);
        connection.Open();
        using var command = Command(connection, $"CREATE DATABASE {name}");
        command.ExecuteNonQuery();
        return $"{_connectionString};Database={name}";
    }

    /// <summary>Returns every text in every row of every table.</summary>
    internal static async Task<IReadOnlyCollection<string>> ReadTextsAsync(string connectionString)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync();
        var texts = new List<string>();
        foreach (var table in await ReadAsync(connection, "SHOW TABLES"))
            texts.AddRange(await ReadAsync(connection, $"SELECT * FROM {table}"));

        return texts;
    }

    /// <summary>Ends all connections to a database, also those under way.</summary>
    internal static async Task EndConnectionsAsync(string connectionString)
    {
        var database = new MySqlConnectionStringBuilder(connectionString).Database;
        await using var connection = new MySqlConnection($"{connectionString};Database=;Pooling=false");
        await connection.OpenAsync();
        foreach (var id in await ReadAsync(connection, $"SELECT CAST(id AS CHAR) FROM information_schema.processlist WHERE db = '{database}'"))
        {
            await using var end = Command(connection, $"KILL {id}");
            try
            {
                await end.ExecuteNonQueryAsync();
            }
            catch (MySqlException error) when (error.ErrorCode == MySqlErrorCode.NoSuchThread)
            {
                // It has ended by itself.
            }
        }
    }

    private static async Task<List<string>> ReadAsync(MySqlConnection connection, string sql)
    {
        await using var command = Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.AddRange(Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue).OfType<string>());

        return texts;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of our own databases and tables.")]
    private static MySqlCommand Command(MySqlConnection connection, string sql) => new(sql, connection);

    private static Process Run(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(Find(program), arguments) { RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = "/" })!;

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(HowToGetIt);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private bool Accepts()
    {
        try
        {
            using var connection = new MySqlConnection($"{_connectionString};Pooling=false;Connection Timeout=1");
            connection.Open();
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}

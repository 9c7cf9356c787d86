using System.Net.Sockets;
using Npgsql;

namespace Conversations.PostgreSql.Tests.Faults;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("57P03", "NotDone", "NotDone", "NotDone")]
    [InlineData("53300", "NotDone", "NotDone", "NotDone")]
    [InlineData("08001", "NotDone", "NotDone", "Unknown")]
    [InlineData("40001", "NotDone", "NotDone", "NotDone")]
    [InlineData("40P01", "NotDone", "NotDone", "NotDone")]
    [InlineData("55P03", "NotDone", "NotDone", "NotDone")]
    [InlineData("CIINF", "NotDone", "NotDone", "NotDone")]
    [InlineData("25P03", "NotDone", "NotDone", "NotDone")]
    [InlineData("57P05", "NotDone", "NotDone", "NotDone")]
    [InlineData("57P01", "NotDone", "NotDone", "Unknown")]
    [InlineData("57P02", "NotDone", "NotDone", "Unknown")]
    [InlineData("08006", "NotDone", "NotDone", "Unknown")]
    [InlineData("08007", "NotDone", "NotDone", "Unknown")]
    [InlineData("40003", "NotDone", "NotDone", "Unknown")]
    [InlineData("XX000", "Refused", "Refused", "Refused")]
    [InlineData("42P05", "Refused", "Refused", "Refused")]
    [InlineData("26000", "Refused", "Refused", "Refused")]
    [InlineData("57014", "Refused", "Refused", "Refused")]
    [InlineData("25006", "Refused", "Refused", "Refused")]
    [InlineData("28P01", "Refused", "Refused", "Refused")]
    [InlineData("28000", "Refused", "Refused", "Refused")]
    [InlineData("3D000", "Refused", "Refused", "Refused")]
    [InlineData("53100", "Refused", "Refused", "Refused")]
    [InlineData("42P01", "Refused", "Refused", "Refused")]
    [InlineData("22021", "Refused", "Refused", "Refused")]
    [InlineData("22P05", "Refused", "Refused", "Refused")]
    [InlineData("22P02", "Refused", "Refused", "Refused")]
    [InlineData("22003", "Refused", "Refused", "Refused")]
    [InlineData("23502", "Refused", "Refused", "Refused")]
    [InlineData("23514", "Refused", "Refused", "Refused")]
    [InlineData("23505", "Refused", "Refused", "Refused")]
    [InlineData("54000", "Refused", "Refused", "Refused")]
    [InlineData("0A000", "Refused", "Refused", "Refused")]
    public void Fate_of_a_write_after_an_error_of_the_server_depends_on_the_phase(string state, string connecting, string working, string committing) =>
        Fates(Server(state)).Should().Equal(connecting, working, committing, "Unknown");

    [Fact]
    public void Fate_of_a_write_after_an_error_of_the_driver_depends_on_the_phase()
    {
        Fates(new NpgsqlException("read", new IOException())).Should().Equal("NotDone", "NotDone", "Unknown", "Unknown");
        Fates(new NpgsqlException("connect", new SocketException())).Should().Equal("NotDone", "NotDone", "Unknown", "Unknown");
        Fates(new NpgsqlException("hosts", new AggregateException())).Should().Equal("NotDone", "NotDone", "Unknown", "Unknown");
        Fates(new NpgsqlException("timeout", new TimeoutException())).Should().Equal("Refused", "Refused", "Unknown", "Unknown");
        Fates(new TimeoutException()).Should().Equal("Refused", "Refused", "Unknown", "Unknown");
        Fates(new NpgsqlException("password")).Should().Equal("Refused", "Refused", "Unknown", "Unknown");
    }

    [Fact]
    public void Commit_that_failed_on_a_shard_of_Citus_is_unknown_although_the_driver_calls_it_permanent()
    {
        var error = Server("XX000", "could not commit transaction for shard 102008 on at least 1 active node");

        error.IsTransient.Should().BeFalse();
        Fates(error).Should().Equal("Refused", "Refused", "Unknown", "Unknown");
    }

    [Theory]
    [InlineData("messages_id")]
    [InlineData("messages_id_102008")]
    public void Violation_of_the_key_of_message_ids_is_retried(string constraint) =>
        Fates(Server("23505", constraint: constraint)).Should().Equal("NotDone", "NotDone", "NotDone", "Unknown");

    [Theory]
    [InlineData("55P03", "*lock timeout*Nothing was written*Try again*")]
    [InlineData("57014", "*timeout*Nothing was written*Try again*")]
    [InlineData("25006", "*in recovery*Nothing was written*primary*")]
    [InlineData("28P01", "*did not let the role in*Nothing was written*")]
    [InlineData("3D000", "*no database of that name*Nothing was written*")]
    [InlineData("42501", "*lacks a right*Nothing was written*")]
    [InlineData("53100", "*disk is full*Nothing was written*")]
    [InlineData("22021", "*22021*Nothing was written*defect*Report it*")]
    [InlineData("23514", "*23514*Nothing was written*defect*Report it*")]
    [InlineData("42P05", "*prepared statements*pooler*Nothing was written*Max Auto Prepare=0*")]
    [InlineData("26000", "*prepared statements*pooler*Nothing was written*Max Auto Prepare=0*")]
    [InlineData("53300", "*no more connections*Nothing was written*Maximum Pool Size*")]
    [InlineData("53200", "*53200*Nothing was written*log*")]
    [InlineData("57P03", "*starting, stopping or in recovery*Nothing was written*Try again*")]
    [InlineData("57P01", "*stopped*Nothing was written*Try again*")]
    [InlineData("57P05", "*closed idle connections*Nothing was written*idle_session_timeout*")]
    [InlineData("25P03", "*30 seconds*Nothing was written*Try again*")]
    [InlineData("40P01", "*other transactions*Nothing was written*Try again*")]
    [InlineData("08006", "*connection*08006*Nothing was written*Try again*")]
    [InlineData("08P01", "*08P01*Nothing was written*PgBouncer*Options or Search Path*")]
    [InlineData("XX001", "*XX001*Nothing was written*")]
    public void Error_says_what_to_do_and_repeats_nothing_of_the_server(string state, string message)
    {
        var told = PostgreSqlErrors.ToStorageException(Server(state, "the server's own words"));

        told.Message.Should().Match(message).And.NotContain("own words");
        if (message.Contains("defect", StringComparison.Ordinal))
            told.Message.Should().NotContain("Try again");
    }

    private static IEnumerable<string> Fates(Exception error) =>
        Enum.GetValues<WritePhase>().Select(phase => PostgreSqlErrors.FateOf(error, phase).ToString());

    private static PostgresException Server(string state, string message = "", string? constraint = null) =>
        new(message, "ERROR", "ERROR", state, constraintName: constraint);
}

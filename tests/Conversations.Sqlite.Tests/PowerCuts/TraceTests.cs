using System.Text;
using static Conversations.Sqlite.Tests.PowerCuts.TraceEvent;

namespace Conversations.Sqlite.Tests.PowerCuts;

public sealed class TraceTests
{
    [Fact]
    public void Trace_has_every_change_to_the_files_and_every_line_of_output()
    {
        var events = Read(
            $"7 openat(AT_FDCWD<{Hex("/")}>, \"{Hex("/d/a.db")}\", O_RDWR|O_CREAT, 0644) = 3<{Hex("/d/a.db")}>",
            $"7 pwrite64(3<{Hex("/d/a.db")}>, \"{Hex("xyz")}\", 3, 4096) = 3",
            $"8 fsync(3<{Hex("/d/a.db")}> <unfinished ...>",
            $"7 pwrite64(4<{Hex("/d/a.db-wal")}>, \"{Hex("w")}\", 1, 32 <unfinished ...>",
            "8 <... fsync resumed>)              = 0",
            "7 <... pwrite64 resumed>)           = 1",
            $"9 write(1<{Hex("pipe:[5]")}>, \"{Hex("ok\troom\n")}\", 8) = 8",
            $"9 unlink(\"{Hex("/d/a.db-journal")}\") = -1 ENOENT (No such file or directory)",
            $"9 unlink(\"{Hex("/d/a.db-wal")}\") = 0",
            $"9 ftruncate(4<{Hex("/d/a.db")}>, 512) = 0");

        events.Select(happened => happened is Written written ? $"{written.Path} {written.Offset} {Encoding.ASCII.GetString(written.Bytes.Span)}" : $"{happened}")
            .Should().Equal(
                $"{new Made("/d/a.db")}",
                "/d/a.db 4096 xyz",
                "/d/a.db-wal 32 w",
                $"{new Synced("/d/a.db", 2)}",
                $"{new Said("ok\troom")}",
                $"{new Removed("/d/a.db-wal")}",
                $"{new Shortened("/d/a.db", 512)}");
    }

    [Fact]
    public void Shared_memory_file_and_other_files_are_skipped() => Read(
        $"7 pwrite64(3<{Hex("/d/a.db-shm")}>, \"{Hex("x")}\", 1, 0) = 1", $"7 fsync(3<{Hex("/d")}>) = 0", "7 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, -1, 0) = 0x7f")
        .Should().BeEmpty();

    [Fact]
    public void Change_that_the_replay_does_not_support_throws()
    {
        var mapped = () => Read($"7 mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 3<{Hex("/d/a.db")}>, 0) = 0x7f");
        var cut = () => Read($"7 pwrite64(3<{Hex("/d/a.db")}>, \"{Hex("x")}\"..., 100, 0) = 100");

        mapped.Should().Throw<NotSupportedException>();
        cut.Should().Throw<NotSupportedException>();
    }

    private static IReadOnlyList<TraceEvent> Read(params string[] lines) => Trace.Read("/d/a.db", lines);

    private static string Hex(string text) => string.Concat(Encoding.ASCII.GetBytes(text).Select(value => $"\\x{value:x2}"));
}

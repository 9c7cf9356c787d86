namespace Conversations.Tests.Ids;

public sealed class IdAllocationTests
{
    private const int Rounds = 100;

    public static TheoryData<string, string> Pairs => new()
    {
        { "sebastian", "alice" },
        { new string('x', 255), new string('y', 255) },
        { new string('\n', 255), new string('é', 127) },
        { string.Concat(Enumerable.Repeat("😀", 63)), "a\"b" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void TryWrite_allocates_nothing(string a, string b)
    {
        var destination = new char[OneOnOneId.Length];

        BytesOf(() => OneOnOneId.TryWrite(a, b, destination)).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Compute_allocates_only_its_string(string a, string b) =>
        BytesOf(() => OneOnOneId.Compute(a, b)).Should().BeLessThanOrEqualTo(BytesOfString(OneOnOneId.Length));

    [Theory]
    [InlineData("purchase:12345;customer:6789")]
    [InlineData("ünï-😀")]
    public void Hide_allocates_only_its_string(string logicalId)
    {
        var ids = new ConversationIds(["SOMERANDOMSECRET"], hideOneOnOneIds: false);

        BytesOf(() => ids.Hide(logicalId)).Should().BeLessThanOrEqualTo(BytesOfString(64));
    }

    [Fact]
    public void Hidden_one_on_one_id_allocates_only_its_string()
    {
        var ids = new ConversationIds(["SOMERANDOMSECRET"], hideOneOnOneIds: true);
        var (a, b) = (new UserId("sebastian"), new UserId("alice"));

        BytesOf(() => ids.OneOnOne(a, b)).Should().BeLessThanOrEqualTo(BytesOfString(64));
    }

    private static long BytesOfString(int length)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var text = new string('x', length);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(text);
        return bytes;
    }

    private static long BytesOf<T>(Func<T> call)
    {
        for (var i = 0; i < Rounds; i++)
            call();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
            call();

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}

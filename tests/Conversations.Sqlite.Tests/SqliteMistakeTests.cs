using Conversations.Mistakes;
using Xunit.Sdk;

namespace Conversations.Sqlite.Tests;

/// <summary>
/// Tests that each mistake is found by its test in a store on SQLite. The contract itself runs the same tests on the store without a mistake.
/// </summary>
public sealed class SqliteMistakeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConversationStore _store;

    public SqliteMistakeTests() => _store = TestStores.OpenAlone(_folder.File("conversations.db"));

    public static TheoryData<string> Names() => [.. MistakeTable.All.Select(mistake => mistake.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_in_a_store_on_sqlite_is_found_by_its_test(string name)
    {
        var mistake = MistakeTable.Find(name);
        var run = () => mistake.Test(new WrongFixture(mistake.Make(_store), waitsForWrites: true));

        var error = await run.Should().ThrowAsync<XunitException>();

        // A race that met no moment to prove anything would fail for a store without the mistake too.
        error.Which.Message.Should().NotStartWith("Not proven");
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }
}

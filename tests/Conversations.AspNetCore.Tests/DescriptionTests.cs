using System.Reflection;
using System.Text.Json;
using Conversations.Description;
using Conversations.Json;
using Conversations.Operations;

namespace Conversations.AspNetCore;

public sealed class DescriptionTests
{
    private static readonly string _file = Path.Combine(
        typeof(DescriptionTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RootDirectory").Value!, "docs", "openapi.json");

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>To approve a change of the API, run this test with <c>CONVERSATIONS_APPROVE=1</c>.</summary>
    [Fact]
    public async Task The_description_of_the_API_is_the_approved_one()
    {
        var text = JsonSerializer.Serialize(OpenApiDocument.Write(), _indented) + "\n";
        if (Environment.GetEnvironmentVariable("CONVERSATIONS_APPROVE") == "1")
            await File.WriteAllTextAsync(_file, text);

        text.Should().Be(await File.ReadAllTextAsync(_file));
    }

    [Fact]
    public void Every_operation_is_described_with_the_types_that_it_reads_and_writes()
    {
        var paths = OpenApiDocument.Write()["paths"]!.AsObject();

        paths.Sum(path => path.Value!.AsObject().Count).Should().Be(ServerOperations.All.Count + UserOperations.All(hasContacts: true).Count + 1);
        foreach (var operation in ServerOperations.All.Concat(UserOperations.All(hasContacts: true)))
        {
            HttpJson.Default.GetTypeInfo(operation.Gives).Should().NotBeNull();
            if (operation.Takes is { } body)
                HttpJson.Default.GetTypeInfo(body).Should().NotBeNull();
        }
    }
}

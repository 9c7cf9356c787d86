using System.Text;
using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Represents one page of a list.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="Items">The items, at most as many as were requested.</param>
/// <param name="Next">The cursor with which to read the next page, or null if this is the last one.</param>
public sealed record Page<T>(
    [property: JsonPropertyName("items")] IReadOnlyList<T> Items,
    [property: JsonPropertyName("next")] string? Next)
{
    private bool PrintMembers(StringBuilder builder) => Printed.Members(
        builder,
        "Items = {0}, Next = {1}",
        Printed.List(Items), Next);
}

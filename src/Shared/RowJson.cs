using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>What is kept as JSON inside of a column.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class RowJson : JsonSerializerContext;

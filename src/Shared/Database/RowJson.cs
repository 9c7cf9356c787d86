using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>The types of the values that columns contain as JSON.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class RowJson : JsonSerializerContext;

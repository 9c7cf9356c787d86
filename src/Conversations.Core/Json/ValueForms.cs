using System.Text.Json.Serialization.Metadata;

namespace Conversations;

/// <summary>Contains the JSON forms of times, numbers and other values that are not of one type of the model alone.</summary>
internal static class ValueForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add(JsonMetadataServices.BooleanConverter)
        .Add(JsonMetadataServices.CharConverter)
        .Add(JsonMetadataServices.Int32Converter)
        .Add(JsonMetadataServices.Int64Converter)
        .Add(JsonMetadataServices.DateTimeOffsetConverter)
        .AddNullable<DateTimeOffset>()
        .AddNullable<long>()
        .Add(new FixedEnumConverter<MarkupStyle>());
}

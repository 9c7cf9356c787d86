using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Says how a span is displayed.</summary>
[JsonConverter(typeof(FixedEnumConverter<MarkupStyle>))]
public enum MarkupStyle
{
    /// <summary><c>*bold*</c></summary>
    Bold = 0,

    /// <summary><c>_italic_</c></summary>
    Italic = 1,

    /// <summary><c>~strike~</c></summary>
    Strike = 2,
}

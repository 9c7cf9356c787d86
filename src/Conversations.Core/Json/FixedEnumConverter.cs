using System.Text.Json.Serialization;

namespace Conversations;

/// <summary>Writes an enum as its name, whatever naming the host's options have, and reads names only, no numbers.</summary>
internal sealed class FixedEnumConverter<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;

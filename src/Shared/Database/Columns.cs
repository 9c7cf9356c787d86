namespace Conversations;

/// <summary>Converts values of the model to the values of columns; this part is the same in every database.</summary>
internal static partial class Columns
{
    internal static string? ToColumn(this CustomData custom) => custom.Count == 0 ? null : custom.ToJson();
}

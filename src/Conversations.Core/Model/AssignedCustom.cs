namespace Conversations;

/// <summary>Applies an assigned patch of custom data.</summary>
internal static class AssignedCustom
{
    /// <summary>Returns the custom data after the patch: unchanged if no patch was assigned, empty if null was assigned.</summary>
    internal static CustomData AppliedTo(this Assigned<CustomPatch?> custom, CustomData current) =>
        !custom.IsAssigned ? current
        : custom.Value is null ? CustomData.Empty
        : current.With(custom.Value);
}

namespace Conversations;

/// <summary>What stays the same when a file gets another name: the number of the device and of the file on it.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Number);

using static Conversations.Testing.SessionOutcome;

namespace Conversations.Testing;

/// <summary>The relation of the calling user to the conversation.</summary>
internal enum SessionRole
{
    Owner,
    Reader,
    Left,
    Removed,
    NeverMember,
    Unknown,
}

/// <summary>The kind of the conversation id, and whether the conversation exists.</summary>
internal enum SessionIdKind
{
    Real,
    GuessedOneOnOne,
    OwnOneOnOne,
    Hidden,
    Deleted,
}

/// <summary>The outcome of a call of a session.</summary>
internal enum SessionOutcome
{
    Works,
    Null,
    Empty,
    NotFound,
    Access,
}

/// <summary>What a call of a session requires.</summary>
internal enum SessionRight
{
    /// <summary>Reads one item. The call returns null if the user does not take part.</summary>
    Find,

    /// <summary>Reads the user's own list. It does not contain the conversation if the user does not take part.</summary>
    Mine,

    /// <summary>Every participant may make the call.</summary>
    TakePart,

    /// <summary>Requires write access.</summary>
    Write,

    /// <summary>Requires the permission to manage.</summary>
    Manage,

    /// <summary>Requires the permission to manage and write access.</summary>
    Govern,

    /// <summary>Creates the conversation. A participant gets the existing one.</summary>
    Create,

    /// <summary>
    /// Creates the conversation. A participant changes the existing one, which requires the same as <see cref="Govern"/>.
    /// </summary>
    CreateOrGovern,

    /// <summary>Joins the conversation. A participant only sets their own values.</summary>
    Join,

    /// <summary>Joins the conversation. A participant lowers their own access.</summary>
    JoinOrLower,

    /// <summary>Joins the conversation. A participant raises their own access.</summary>
    JoinOrRaise,

    /// <summary>Opens the one-on-one conversation with another user, which does not depend on the id of the cell.</summary>
    Open,

    /// <summary>No user may make the call.</summary>
    Nobody,
}

/// <summary>One cell of the matrix, without the operation.</summary>
internal sealed record SessionCell(SessionRole Role, SessionIdKind Kind, bool Manages)
{
    public override string ToString() => $"{Role}, id {Kind}, {(Manages ? "managing" : "not managing")}";
}

/// <summary>Computes the expected outcome of each cell independently of the rules of the library.</summary>
internal static class SessionOracle
{
    internal static SessionOutcome Expected(SessionRight right, SessionCell cell)
    {
        var exists = cell.Kind != SessionIdKind.Deleted;
        var takesPart = exists && cell.Role is SessionRole.Owner or SessionRole.Reader;
        return right switch
        {
            SessionRight.Open => Opening(cell, takesPart),
            _ when takesPart => Inside(right, cell),
            SessionRight.Find => Null,
            SessionRight.Mine => Empty,
            SessionRight.Create or SessionRight.CreateOrGovern => cell.Manages && !exists ? Works : Access,
            SessionRight.Join or SessionRight.JoinOrLower or SessionRight.JoinOrRaise => Joining(cell),
            _ => NotFound,
        };
    }

    /// <summary>
    /// Returns true if the answer may differ from that for an id that was never created. This is only allowed for a user
    /// with the permission to manage.
    /// </summary>
    internal static bool MayTell(SessionRight right, SessionCell cell) => cell.Manages && right switch
    {
        SessionRight.Create or SessionRight.CreateOrGovern or SessionRight.Join or SessionRight.JoinOrLower or SessionRight.JoinOrRaise =>
            cell.Kind is SessionIdKind.Real or SessionIdKind.Hidden,
        SessionRight.Open => cell.Kind is SessionIdKind.OwnOneOnOne or SessionIdKind.Hidden,
        _ => false,
    };

    private static SessionOutcome Inside(SessionRight right, SessionCell cell)
    {
        var mayWrite = cell.Role == SessionRole.Owner;
        return right switch
        {
            SessionRight.Write or SessionRight.JoinOrRaise => mayWrite ? Works : Access,
            SessionRight.Manage => cell.Manages ? Works : Access,
            SessionRight.Govern or SessionRight.CreateOrGovern => cell.Manages && mayWrite ? Works : Access,
            SessionRight.JoinOrLower => cell.Manages || !mayWrite ? Works : Access,
            SessionRight.Nobody => Access,
            _ => Works,
        };
    }

    private static SessionOutcome Joining(SessionCell cell) =>
        cell is { Manages: true, Kind: SessionIdKind.Real or SessionIdKind.Hidden } && cell.Role != SessionRole.Removed ? Works : NotFound;

    private static SessionOutcome Opening(SessionCell cell, bool takesPart)
    {
        var isTheirs = cell.Kind is SessionIdKind.OwnOneOnOne or SessionIdKind.Hidden;
        if (isTheirs && takesPart)
            return Works;

        return cell.Manages && !(isTheirs && cell.Role == SessionRole.Removed) ? Works : Access;
    }
}

using static Conversations.Testing.SessionOutcome;

namespace Conversations.Testing;

/// <summary>How somebody who calls stands to the conversation.</summary>
internal enum SessionRole
{
    Owner,
    Reader,
    Left,
    Removed,
    NeverMember,
    Unknown,
}

/// <summary>What the conversation's id is, and whether the conversation is there.</summary>
internal enum SessionIdKind
{
    Real,
    GuessedOneOnOne,
    OwnOneOnOne,
    Hidden,
    Deleted,
}

/// <summary>How a call of a session ends.</summary>
internal enum SessionOutcome
{
    Works,
    Null,
    Empty,
    NotFound,
    Access,
}

/// <summary>What a call of a session takes.</summary>
internal enum SessionRight
{
    /// <summary>Reads one thing: null for who does not take part.</summary>
    Find,

    /// <summary>Reads the user's own list: for who does not take part it is not in it.</summary>
    Mine,

    /// <summary>Everyone who takes part may do it.</summary>
    TakePart,

    /// <summary>Takes the right to write.</summary>
    Write,

    /// <summary>Takes the permission to manage.</summary>
    Manage,

    /// <summary>Takes the permission to manage, and the right to write.</summary>
    Govern,

    /// <summary>Creates the conversation; for who takes part it is there.</summary>
    Create,

    /// <summary>Creates the conversation; for who takes part it alters it, which takes the right to govern.</summary>
    CreateOrGovern,

    /// <summary>Joins the conversation; for who takes part it sets what is theirs alone.</summary>
    Join,

    /// <summary>Joins the conversation; for who takes part it lowers their access.</summary>
    JoinOrLower,

    /// <summary>Joins the conversation; for who takes part it raises their access.</summary>
    JoinOrRaise,

    /// <summary>Opens the conversation with another user, whatever the id is.</summary>
    Open,

    /// <summary>No user may do it.</summary>
    Nobody,
}

/// <summary>One cell of the matrix, but for the operation.</summary>
internal sealed record SessionCell(SessionRole Role, SessionIdKind Kind, bool Manages)
{
    public override string ToString() => $"{Role}, id {Kind}, {(Manages ? "managing" : "not managing")}";
}

/// <summary>What must come of each cell, said once more and apart from the library's own rules.</summary>
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

    /// <summary>Tells whether an answer may differ from that for an id that was never created: only who manages learns something.</summary>
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

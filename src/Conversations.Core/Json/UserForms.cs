using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of users.</summary>
internal static class UserForms
{
    /// <summary>Gets the forms.</summary>
    internal static FormTable Table { get; } = new FormTable()
        .Add(new ObjectForm<User>(static args => new()
            {
                Id = (UserId)args[0], Name = (string)args[1], PhotoUrl = (string)args[2], Emails = (IReadOnlyList<string>)args[3],
                Phones = (IReadOnlyList<string>)args[4], Locale = (string)args[5], Role = (string)args[6], WelcomeMessage = (string)args[7],
                Custom = (CustomData)args[8],
            })
            .With(nameof(User.Id), static it => it.Id, Required)
            .With(nameof(User.Name), static it => it.Name, Required | NotNull)
            .With(nameof(User.PhotoUrl), static it => it.PhotoUrl)
            .With(nameof(User.Emails), static it => it.Emails, NotNull)
            .With(nameof(User.Phones), static it => it.Phones, NotNull)
            .With(nameof(User.Locale), static it => it.Locale)
            .With(nameof(User.Role), static it => it.Role)
            .With(nameof(User.WelcomeMessage), static it => it.WelcomeMessage)
            .With(nameof(User.Custom), static it => it.Custom, NotNull))
        .Add(new ObjectForm<UserProfile>(static args => new()
            {
                Id = (UserId)args[0], Name = (string)args[1], PhotoUrl = (string)args[2], Locale = (string)args[3], Role = (string)args[4],
                WelcomeMessage = (string)args[5], Custom = (CustomData)args[6],
            })
            .With(nameof(UserProfile.Id), static it => it.Id, Required)
            .With(nameof(UserProfile.Name), static it => it.Name, Required | NotNull)
            .With(nameof(UserProfile.PhotoUrl), static it => it.PhotoUrl)
            .With(nameof(UserProfile.Locale), static it => it.Locale)
            .With(nameof(UserProfile.Role), static it => it.Role)
            .With(nameof(UserProfile.WelcomeMessage), static it => it.WelcomeMessage)
            .With(nameof(UserProfile.Custom), static it => it.Custom, NotNull))
        .Add(new ObjectForm<ErasureProgress>(static args => new((long)args[0], (long)args[1]), arguments: 2)
            .With(nameof(ErasureProgress.Conversations), static it => it.Conversations)
            .With(nameof(ErasureProgress.Messages), static it => it.Messages));
}

using static Conversations.PropertyTraits;

namespace Conversations;

/// <summary>Contains the JSON forms of users.</summary>
internal static class UserForms
{
    /// <summary>The forms.</summary>
    internal static readonly FormTable Table = new FormTable()
        .Add<User>(static args => new User
            {
                Id = (UserId)args[0], Name = (string)args[1], PhotoUrl = (string)args[2], Emails = (IReadOnlyList<string>)args[3],
                Phones = (IReadOnlyList<string>)args[4], Locale = (string)args[5], Role = (string)args[6], WelcomeMessage = (string)args[7],
                Custom = (CustomData)args[8],
            })
            .With(nameof(User.Id), static it => ((User)it).Id, Required)
            .With(nameof(User.Name), static it => ((User)it).Name, Required | NotNull)
            .With(nameof(User.PhotoUrl), static it => ((User)it).PhotoUrl)
            .With(nameof(User.Emails), static it => ((User)it).Emails, NotNull)
            .With(nameof(User.Phones), static it => ((User)it).Phones, NotNull)
            .With(nameof(User.Locale), static it => ((User)it).Locale)
            .With(nameof(User.Role), static it => ((User)it).Role)
            .With(nameof(User.WelcomeMessage), static it => ((User)it).WelcomeMessage)
            .With(nameof(User.Custom), static it => ((User)it).Custom, NotNull)
        .Add<UserProfile>(static args => new UserProfile
            {
                Id = (UserId)args[0], Name = (string)args[1], PhotoUrl = (string)args[2], Locale = (string)args[3], Role = (string)args[4],
                WelcomeMessage = (string)args[5], Custom = (CustomData)args[6],
            })
            .With(nameof(UserProfile.Id), static it => ((UserProfile)it).Id, Required)
            .With(nameof(UserProfile.Name), static it => ((UserProfile)it).Name, Required | NotNull)
            .With(nameof(UserProfile.PhotoUrl), static it => ((UserProfile)it).PhotoUrl)
            .With(nameof(UserProfile.Locale), static it => ((UserProfile)it).Locale)
            .With(nameof(UserProfile.Role), static it => ((UserProfile)it).Role)
            .With(nameof(UserProfile.WelcomeMessage), static it => ((UserProfile)it).WelcomeMessage)
            .With(nameof(UserProfile.Custom), static it => ((UserProfile)it).Custom, NotNull)
        .Add<ErasureProgress>(static args => new ErasureProgress((long)args[0], (long)args[1]), arguments: 2)
            .With(nameof(ErasureProgress.Conversations), static it => ((ErasureProgress)it).Conversations)
            .With(nameof(ErasureProgress.Messages), static it => ((ErasureProgress)it).Messages);
}

using Conversations.Decisions;

namespace Conversations.Testing;

/// <content>Commands about the conversation and its participants.</content>
internal sealed partial class ModelSteps
{
    private ModelStep Creating(ConversationModel model) => random.Next(3) switch
    {
        0 => Create(),
        1 => Set(model),
        _ => Open(),
    };

    private ModelStep Create()
    {
        var draft = new ConversationDraft
        {
            Participants = [.. Named().Select(user => new ParticipantDraft(user) { Access = Access(), Notify = Notify(), History = History() })],
            Subject = Subject(),
            WelcomeMessages = Welcome(),
            Custom = Custom(),
        };
        return new(
            $"create '{draft.Subject}' with {string.Join(", ", draft.Participants)}",
            async conversations => await conversations.CreateIfNotExistsAsync(id, draft),
            (model, context) => Execute(
                model,
                new CreateConversation { ConversationId = id, Draft = draft },
                context,
                (next, stored) => new ConversationResult(next.Conversation()!, stored)));
    }

    private ModelStep Open()
    {
        var settings = new ConversationSettings { Subject = Subject(), Custom = Custom() };
        var (a, b) = Chance(50) ? (users[0], users[1]) : (users[1], users[0]);
        return new(
            $"open '{settings.Subject}' for {a} and {b}",
            async conversations => await conversations.OpenOneOnOneAsync(a, b, settings),
            (model, context) =>
            {
                var existed = model.Conversation() is not null;
                var command = new OpenOneOnOne { ConversationId = id, A = a, B = b, Settings = settings };
                return Execute(model, command, context, (next, stored) => new ConversationResult(next.Conversation()!, stored && !existed));
            });
    }

    private ModelStep Set(ConversationModel before)
    {
        var (patch, expected) = (Patch(), Expected(before.Conversation()?.SettingsVersion ?? 0));
        var command = new SetConversation { ConversationId = id, Patch = patch, MayCreate = true, ExpectedSettingsVersion = expected };
        return new(
            $"set {Text(patch)}, expecting {expected}",
            async conversations => await conversations.SetAsync(id, patch, expected),
            (model, context) => Execute(model, command, context, (next, _) => next.Conversation()));
    }

    private ModelStep Update(ConversationModel before)
    {
        var (patch, expected) = (Patch(), Expected(before.Conversation()?.SettingsVersion ?? 0));
        var actor = Chance(25) ? Manager(User(before)) : null;
        var command = new SetConversation { ConversationId = id, Actor = actor, Patch = patch, ExpectedSettingsVersion = expected };
        return new(
            $"update {Text(patch)}, expecting {expected}{By(actor)}",
            async conversations => actor is null
                ? await conversations.UpdateAsync(id, patch, expected)
                : await SessionOf(conversations, actor).UpdateAsync(id, patch, expected),
            (model, context) => Execute(model, command, context, (next, _) => next.Conversation(actor?.UserId)));
    }

    private ModelStep Delete(ConversationModel before)
    {
        var expected = Expected(before.Conversation()?.SettingsVersion ?? 0);
        var command = new DeleteConversation { ConversationId = id, ExpectedSettingsVersion = expected };
        return new(
            $"delete the conversation, expecting {expected}",
            async conversations => await conversations.DeleteAsync(id, expected),
            (model, context) => Execute(model, command, context, (_, stored) => stored));
    }

    private ModelStep SetParticipant(ConversationModel before)
    {
        var (user, patch, expected) = (User(before), ParticipantPatch(), Expected(before.Conversation()?.SettingsVersion ?? 0));
        var command = new SetParticipant { ConversationId = id, UserId = user, Patch = patch, ExpectedSettingsVersion = expected };
        return new(
            $"set participant {user} to {Text(patch)}, expecting {expected}",
            async conversations => await conversations.SetParticipantAsync(id, user, patch, expected),
            (model, context) => Execute(model, command, context, (next, _) => next.Participants()!.Single(one => one.UserId == user)));
    }

    private ModelStep RemoveParticipant(ConversationModel before)
    {
        var (user, expected) = (User(before), Expected(before.Conversation()?.SettingsVersion ?? 0));
        var command = new RemoveParticipant { ConversationId = id, UserId = user, ExpectedSettingsVersion = expected };
        return new(
            $"remove participant {user}, expecting {expected}",
            async conversations => await conversations.RemoveParticipantAsync(id, user, expected),
            (model, context) => Execute(model, command, context, (_, stored) => stored));
    }

    /// <summary>Returns some of the users; sometimes none, all of them, or one of them twice.</summary>
    private List<UserId> Named()
    {
        List<UserId> named = [.. users.Where(_ => Chance(45))];
        if (named.Count > 0 && Chance(5))
            named.Add(named[0]);

        return named;
    }

    private ConversationPatch Patch()
    {
        var patch = new ConversationPatch();
        if (Chance(40))
            patch.Subject = Subject();
        if (Chance(20))
            patch.PhotoUrl = OneOf(["https://example.com/a.png", null, "ftp://example.com/a.png"]);
        if (Chance(20))
            patch.WelcomeMessages = Welcome();
        if (Chance(40))
            patch.Custom = CustomPatch();
        if (Chance(40))
            patch.Participants = Named().Distinct().ToDictionary(user => user, _ => ParticipantPatch());

        return patch;
    }

    private ParticipantPatch? ParticipantPatch()
    {
        var patch = new ParticipantPatch();
        if (Chance(50))
            patch.Access = Chance(10) ? null : Access();
        if (Chance(30))
            patch.Notify = Chance(10) ? null : Notify();
        if (Chance(30))
            patch.History = History();

        return Chance(20) ? null : patch;
    }

    private ParticipantAccess Access() => Chance(70) ? ParticipantAccess.ReadWrite : ParticipantAccess.Read;

    private NotifySetting Notify() => OneOf([NotifySetting.All, NotifySetting.None, NotifySetting.MentionsOnly]);

    private string[] Welcome() => [.. Enumerable.Repeat("Hello", Chance(5) ? Limits.MaxWelcomeMessages + 1 : random.Next(Limits.MaxWelcomeMessages + 1))];

    private static string Text(ConversationPatch patch) =>
        $"subject '{patch.Subject}', custom {patch.Custom?.Count}, participants {string.Join(", ", patch.Participants?.Select(one => $"{one.Key} {Text(one.Value)}") ?? [])}";

    private static string Text(ParticipantPatch? patch) =>
        $"({patch?.Access} {patch?.Notify} {(patch?.IsAssigned(nameof(patch.History)) == true ? $"history {patch.History}" : "")})";
}

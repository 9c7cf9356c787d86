using Microsoft.Extensions.DependencyInjection;

namespace Conversations;

/// <summary>Gives notifications to a handler of the app, each in a scope of its own.</summary>
internal sealed class NotificationDispatch<THandler>(IServiceScopeFactory scopes, INotifications notifications) : IChangeHandler<NotificationTriggered>
    where THandler : class, INotificationHandler
{
    public async Task HandleAsync(ChangeContext<NotificationTriggered> context, CancellationToken cancellationToken)
    {
        if (await notifications.FindAsync(context, cancellationToken).ConfigureAwait(false) is not { } notification)
            return;

        var scope = scopes.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
            await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(notification, cancellationToken).ConfigureAwait(false);
    }
}

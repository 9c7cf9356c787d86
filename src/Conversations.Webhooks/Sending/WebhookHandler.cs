namespace Conversations;

/// <summary>Posts the changes of one endpoint.</summary>
/// <param name="endpoints">Gives the endpoint as it is configured now.</param>
/// <param name="talkJs">Writes bodies as TalkJS does.</param>
/// <param name="sender">Posts bodies.</param>
/// <param name="notifications">Reads notifications, or null if the app triggers none.</param>
internal sealed class WebhookHandler(CurrentEndpoint endpoints, TalkJsBody talkJs, WebhookSender sender, INotifications? notifications) : IChangeHandler<Change>
{
    public async Task HandleAsync(ChangeContext<Change> context, CancellationToken cancellationToken)
    {
        var (endpoint, notification) = (endpoints.Get(), (Notification?)null);
        if (context.Change is NotificationTriggered triggered)
        {
            // Another host triggers notifications, and this one cannot read them.
            if (notifications is null)
                throw new InvalidOperationException("Notifications are triggered, but not on this host. Call AddNotifications() on every host.");

            notification = await notifications.FindAsync(new(triggered, context.DeliveryId, context.Attempt), cancellationToken).ConfigureAwait(false);
            if (notification is null)
                return;
        }

        var id = $"msg_{context.DeliveryId}";
        var body = new BodyBuffer();
        if (endpoint.Options.Format == WebhookFormat.TalkJs)
            await talkJs.WriteAsync(body, id, context, notification, cancellationToken).ConfigureAwait(false);
        else
            StandardBody.Write(body, context, notification, endpoint.Options.Content);

        await sender.SendAsync(endpoint, id, body.Written, cancellationToken).ConfigureAwait(false);

        // A request that failed may still be read from by its connection, so its array is left to the garbage collector.
        body.Return();
    }
}

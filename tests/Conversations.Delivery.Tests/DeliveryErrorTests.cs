using System.Net;

namespace Conversations.Delivery;

/// <summary>What is stored about a failed delivery.</summary>
public sealed class DeliveryErrorTests
{
    [Fact]
    public void Error_is_type_status_and_place_without_the_message()
    {
        var error = Thrown(new HttpRequestException("Alice's secret", null, HttpStatusCode.BadGateway));

        var stored = DeliveryError.Of(error, 7, withMessage: false);

        stored.Should().Be(new DeliveryError(
            7, "System.Net.Http.HttpRequestException 502 in Conversations.Delivery.DeliveryErrorTests.Thrown"));
        DeliveryError.Parse(stored.ToJson()).Should().Be(stored);
    }

    [Fact]
    public void Message_is_kept_only_on_request_and_is_cut()
    {
        var error = new InvalidOperationException(new string('x', 2_000));

        DeliveryError.Of(error, 1, withMessage: false).Text.Should().Be("System.InvalidOperationException");
        DeliveryError.Of(error, 1, withMessage: true).Text.Should().StartWith("System.InvalidOperationException: xxx").And.HaveLength(500);
    }

    private static HttpRequestException Thrown(HttpRequestException error)
    {
        try
        {
            throw error;
        }
        catch (HttpRequestException caught)
        {
            return caught;
        }
    }
}

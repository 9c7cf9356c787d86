using System.Net;

namespace Conversations.Webhooks;

public sealed class AddressTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("2130706433")]
    [InlineData("0x7f.1")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Host_on_this_machine_gets_no_connection(string host)
    {
        await using var receiver = new Receiver();
        await using var endpoint = Endpoint.To(new($"http://{host}:{receiver.Port}/"), options => options.AllowPrivateAddresses = false);

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<DestinationDownException>()
            .Which.Message.Should().Be("The host of the URL has an address that is not public. If that is intended, set AllowPrivateAddresses.");
        receiver.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData("10.0.0.1", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fe80::1%1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    public void Address_is_public_only_if_it_is_in_no_range_of_a_special_use(string address, bool isPublic) =>
        PublicAddresses.Contain(IPAddress.Parse(address)).Should().Be(isPublic);

    [Fact]
    public async Task Host_with_one_private_address_among_public_ones_gets_no_connection()
    {
        await using var receiver = new Receiver();
        var resolver = new FixedResolver(_ => [IPAddress.Parse("8.8.8.8"), IPAddress.Loopback]);
        await using var endpoint = Endpoint.To(new($"http://receiver.example:{receiver.Port}/"), options => options.AllowPrivateAddresses = false, resolver);

        (await Record.ExceptionAsync(() => endpoint.PostAsync())).Should().BeOfType<DestinationDownException>().Which.Message.Should().Contain("not public");
        receiver.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Host_that_was_public_at_the_first_look_gets_no_connection_when_it_is_private_at_the_second()
    {
        await using var receiver = new Receiver();
        using var cancel = new CancellationTokenSource();
        var resolver = new FixedResolver(look =>
        {
            if (look == 1)
                cancel.Cancel();

            return [look == 1 ? IPAddress.Parse("8.8.8.8") : IPAddress.Loopback];
        });
        await using var endpoint = Endpoint.To(new($"http://receiver.example:{receiver.Port}/"), options => options.AllowPrivateAddresses = false, resolver);

        var first = await Record.ExceptionAsync(() => endpoint.PostAsync(cancellationToken: cancel.Token));
        var second = await Record.ExceptionAsync(() => endpoint.PostAsync());

        first.Should().BeOfType<TimeoutException>();
        second.Should().BeOfType<DestinationDownException>().Which.Message.Should().Contain("not public");
        receiver.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Connection_goes_to_the_addresses_that_were_checked()
    {
        await using var receiver = new Receiver();
        var resolver = new FixedResolver(_ => [IPAddress.Loopback]);
        await using var endpoint = Endpoint.To(new($"http://receiver.example:{receiver.Port}/"), resolver: resolver);

        await endpoint.PostAsync();

        resolver.Hosts.Should().Equal("receiver.example");
        receiver.Requests.Should().ContainSingle().Which.Headers["Host"].Should().Be($"receiver.example:{receiver.Port}");
    }

    [Fact]
    public async Task Proxy_of_the_environment_is_not_used()
    {
        await using var receiver = new Receiver();
        await using var proxy = new Receiver();
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy(proxy.Url);
        try
        {
            await using var endpoint = Endpoint.To(receiver.Url);
            await endpoint.PostAsync();
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        (receiver.Connections, proxy.Connections).Should().Be((1, 0));
    }
}

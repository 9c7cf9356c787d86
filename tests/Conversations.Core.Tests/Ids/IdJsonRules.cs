using System.Text.Json;
using System.Text.Json.Serialization;

namespace Conversations.Tests.Ids;

/// <summary>Tests, for each type of id, how ids are read from JSON and written to JSON.</summary>
public abstract class IdJsonRules<T>
    where T : struct, IParsable<T>
{
    [Theory]
    [MemberData(nameof(IdCases.Accepted), MemberType = typeof(IdCases))]
    public void Id_survives_a_JSON_round_trip(string escaped)
    {
        var id = T.Parse(Vectors.Unescape(escaped), null);
        var holder = new Holder(id, new() { [id] = [id] });

        var back = JsonSerializer.Deserialize<Holder>(JsonSerializer.Serialize(holder))!;

        back.Id.Should().Be(id);
        back.Lists.Should().ContainKey(id).WhoseValue.Should().Equal(id);
    }

    [Theory]
    [MemberData(nameof(IdCases.Refused), MemberType = typeof(IdCases))]
    public void Id_in_JSON_is_refused_with_its_path_when_it_breaks_the_rule(string escaped)
    {
        var json = $$"""{"Lists":{"b":["c","{{Vectors.EscapeAll(Vectors.Unescape(escaped))}}"]},"Id":"a"}""";

        FluentActions.Invoking(() => JsonSerializer.Deserialize<Holder>(json))
            .Should().Throw<JsonException>().Which.Path.Should().Be("$.Lists.b[1]");
    }

    [Theory]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("[\"a\"]")]
    public void Id_in_JSON_is_refused_with_its_path_when_it_is_not_a_string(string json) =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<Holder>($$"""{"Id":{{json}}}"""))
            .Should().Throw<JsonException>().WithMessage("An id must be a JSON string*").Which.Path.Should().Be("$.Id");

    [Fact]
    public void Property_name_in_JSON_is_refused_when_it_breaks_the_rule_for_ids() =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<Holder>("""{"Lists":{"a\u0000b":[]}}"""))
            .Should().Throw<JsonException>().WithMessage("*U+0000*").Which.Path.Should().StartWith("$.Lists");

    [Fact]
    public void Default_id_cannot_be_written() =>
        FluentActions.Invoking(() => JsonSerializer.Serialize(new Holder(default, [])))
            .Should().Throw<JsonException>().WithMessage("*holds no id*").Which.Path.Should().Be("$.Id");

    [Fact]
    public void Lone_surrogate_in_JSON_is_refused_with_its_reason() =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize<Holder>("""{"Id":"a\ud800"}"""))
            .Should().Throw<JsonException>().WithMessage("An id must be well-formed Unicode.*").Which.Path.Should().Be("$.Id");

    [Fact]
    public void Converter_without_a_writer_names_the_missing_argument()
    {
        var converter = (JsonConverter<T>)JsonSerializerOptions.Default.GetConverter(typeof(T));
        var id = T.Parse("a", null);

        FluentActions.Invoking(() => converter.Write(null!, id, JsonSerializerOptions.Default)).Should().Throw<ArgumentNullException>().WithParameterName("writer");
        FluentActions.Invoking(() => converter.WriteAsPropertyName(null!, id, JsonSerializerOptions.Default))
            .Should().Throw<ArgumentNullException>().WithParameterName("writer");
    }

    private sealed record Holder(T Id, Dictionary<T, List<T>> Lists);
}

using System.Globalization;

namespace Conversations.Tests.Ids;

/// <summary>
/// Tests the common rule for ids for each type of id. Unusual characters are JSON escapes, which every test runner
/// can display.
/// </summary>
public abstract class IdRules<T>
    where T : struct, IParsable<T>, IComparable<T>, IEquatable<T>
{
    protected abstract T Create(string value);

    protected abstract T From(long key);

    protected abstract T From(Guid key);

    protected abstract T FromStored(string value);

    protected abstract (bool Less, bool AtMost, bool Greater, bool AtLeast, bool Equal, bool Unequal) Operators(T left, T right);

    [Theory]
    [MemberData(nameof(IdCases.Refused), MemberType = typeof(IdCases))]
    public void Id_that_breaks_the_rule_is_refused_and_not_shown_in_the_error(string escaped)
    {
        var value = Vectors.Unescape(escaped);

        var error = FluentActions.Invoking(() => Create(value))
            .Should().Throw<ArgumentException>().WithParameterName("value").Which;
        var format = FluentActions.Invoking(() => T.Parse(value, null)).Should().Throw<FormatException>().Which;

        T.TryParse(value, null, out var parsed).Should().BeFalse();
        parsed.Should().Be(default(T));
        if (value.Trim().Length > 3)
            (error.Message + format.Message).Should().NotContain(value);
    }

    [Theory]
    [MemberData(nameof(IdCases.Accepted), MemberType = typeof(IdCases))]
    public void Valid_id_is_accepted_unchanged(string escaped)
    {
        var value = Vectors.Unescape(escaped);

        var id = Create(value);

        id.ToString().Should().Be(value);
        T.Parse(value, null).Should().Be(id);
        T.TryParse(value, CultureInfo.InvariantCulture, out var parsed).Should().BeTrue();
        parsed.Should().Be(id);
    }

    [Theory]
    [MemberData(nameof(IdCases.LookAlikes), MemberType = typeof(IdCases))]
    public void Ids_with_different_characters_differ_under_every_culture(string one, string other)
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            foreach (var name in new[] { "", "tr-TR", "de-DE" })
            {
                CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);

                Create(Vectors.Unescape(one)).Should().NotBe(Create(Vectors.Unescape(other)));
                Create(Vectors.Unescape(one)).CompareTo(Create(Vectors.Unescape(other))).Should().NotBe(0);
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Ids_are_ordered_by_code_point()
    {
        string[] ordered = ["!", "A", "Z", "a", "aa", "ab", "b", "é", "\u2764", "\ue000", "\uff5e", "\uffee", "😀", "😁", "\U0010fffd"];

        ordered.Reverse().Select(Create).Order().Select(id => id.ToString()).Should().Equal(ordered);
        ordered.Reverse().OrderBy(text => text, Comparer<string>.Create(CompareUtf8)).Should().Equal(ordered);
        default(T).CompareTo(Create("!")).Should().BeNegative();
    }

    [Fact]
    public void Operators_agree_with_the_order()
    {
        Operators(Create("a"), Create("b")).Should().Be((true, true, false, false, false, true));
        Operators(Create("b"), Create("a")).Should().Be((false, false, true, true, false, true));
        Operators(Create("a"), Create("a")).Should().Be((false, true, false, true, true, false));
        Operators(Create("a"), default).Should().Be((false, false, true, true, false, true));
        Operators(default, default).Should().Be((false, true, false, true, true, false));
    }

    [Fact]
    public void Equal_ids_have_the_same_hash_code_and_others_are_spread()
    {
        Create("alice").GetHashCode().Should().Be(Create("alice").GetHashCode());
        Enumerable.Range(0, 100).Select(number => From(number).GetHashCode()).Distinct().Should().HaveCountGreaterThan(50);
    }

    [Theory]
    [InlineData("", "*1 to 255 bytes of UTF-8, but is empty*")]
    [InlineData(" a", "*must not begin or end with white space*")]
    [InlineData("a ", "*must not begin or end with white space*")]
    [InlineData("ab\\ud800", "*well-formed Unicode, but has a lone surrogate at index 2*")]
    [InlineData("a\\u2028", "*must not begin or end with white space*")]
    [InlineData("ab\\u0007c", "*control, format or line separator characters, but has U+0007 at index 2*")]
    public void Error_says_what_is_wrong_with_the_id(string escaped, string expected) =>
        FluentActions.Invoking(() => Create(Vectors.Unescape(escaped))).Should().Throw<ArgumentException>().WithMessage(expected);

    [Fact]
    public void Error_says_how_many_bytes_the_id_has() =>
        FluentActions.Invoking(() => Create(new string('\u00e9', 128))).Should().Throw<ArgumentException>().WithMessage("*1 to 255 bytes of UTF-8, but has 256.*");

    [Fact]
    public void Stored_id_is_not_checked_but_must_not_be_empty()
    {
        FromStored(" a").ToString().Should().Be(" a");
        FluentActions.Invoking(() => FromStored("")).Should().Throw<ArgumentException>().WithParameterName("value");
        FluentActions.Invoking(() => FromStored(null!)).Should().Throw<ArgumentNullException>().WithParameterName("value");
    }

    [Fact]
    public void Ids_from_numbers_and_guids_do_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        var negative = (CultureInfo)CultureInfo.GetCultureInfo("tr-TR").Clone();
        negative.NumberFormat.NegativeSign = "minus";
        try
        {
            CultureInfo.CurrentCulture = negative;

            From(long.MinValue).ToString().Should().Be("-9223372036854775808");
            From(0).Should().Be(Create("0"));
            From(Guid.Empty).Should().Be(Create("00000000-0000-0000-0000-000000000000"));
            From(new Guid("ABCDEF00-0000-0000-0000-0000000000AB")).ToString().Should().Be("abcdef00-0000-0000-0000-0000000000ab");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void Null_and_default_are_not_valid_ids()
    {
        FluentActions.Invoking(() => Create(null!)).Should().Throw<ArgumentNullException>().WithParameterName("value");
        FluentActions.Invoking(() => T.Parse(null!, null)).Should().Throw<ArgumentNullException>();
        T.TryParse(null, null, out _).Should().BeFalse();
        default(T).ToString().Should().BeEmpty();
        default(T).Should().NotBe(Create("a"));
        default(T).GetHashCode().Should().Be(0);
    }

    [Fact]
    public void Very_long_text_is_refused_before_it_is_read() =>
        FluentActions.Invoking(() => Create(new string('\ud800', 10_000_000)))
            .Should().Throw<ArgumentException>().WithMessage("*255 bytes*at least 10000000*");

    private static int CompareUtf8(string left, string right) => Utf8(left).AsSpan().SequenceCompareTo(Utf8(right));

    private static byte[] Utf8(string text) => new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
}

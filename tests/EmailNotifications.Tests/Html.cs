using System.Text;
using MimeKit.Text;

namespace EmailNotifications.Tests;

/// <summary>HTML as a mail program reads it.</summary>
internal sealed class Html
{
    private readonly StringBuilder _text = new();

    internal Html(string html)
    {
        var tokenizer = new HtmlTokenizer(new StringReader(html));
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken { IsEndTag: false } tag)
                Tags.Add($"{tag.Name}{string.Concat(tag.Attributes.Select(attribute => $" {attribute.Name}"))}");
            else if (token is HtmlDataToken data)
                _text.Append(data.Data);
        }
    }

    /// <summary>Gets each element with the names of its attributes.</summary>
    internal List<string> Tags { get; } = [];

    internal string Text => _text.ToString();
}

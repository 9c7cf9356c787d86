using System.Text.Encodings.Web;
using Fluid;
using Fluid.Values;

namespace EmailNotifications.Rendering;

/// <summary>The Liquid templates of the folder <c>Templates</c>. They are read once. Values reach them as data, never as a part of their source.</summary>
internal sealed class LiquidTemplates
{
    private static readonly FluidParser _parser = new();

    private readonly Dictionary<string, IFluidTemplate> _templates = Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Templates"), "*.liquid")
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => _parser.Parse(File.ReadAllText(path)), StringComparer.Ordinal);

    private readonly TemplateOptions _options = new() { StrictFilters = true };

    public LiquidTemplates()
    {
        // A template reaches these members and nothing else: no method, and no other type.
        var members = _options.MemberAccessStrategy;
        members.Register<Person, object?>((person, name) => name switch
        {
            "name" => person.Name,
            "locale" => person.Locale,
            "custom" => person.Custom,
            _ => null,
        });
        members.Register<Topic, object?>((topic, name) => name switch
        {
            "title" => topic.Title,
            "custom" => topic.Custom,
            _ => null,
        });
        members.Register<Line, object?>((line, name) => name switch
        {
            "sender" => line.Sender,
            "sent" => line.Sent,
            "html" => line.Html,
            "text" => line.Text,
            _ => null,
        });
    }

    /// <summary>Renders a template whose values are encoded as HTML.</summary>
    internal string RenderHtml(string template, params ReadOnlySpan<(string Name, object? Value)> values) => Render(template, HtmlEncoder.Default, values);

    /// <summary>Renders a template whose values stay as they are.</summary>
    internal string RenderText(string template, params ReadOnlySpan<(string Name, object? Value)> values) => Render(template, NullEncoder.Default, values);

    private string Render(string template, TextEncoder encoder, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var context = new TemplateContext(_options);
        foreach (var (name, value) in values)
            context.SetValue(name, FluidValue.Create(value, _options));

        return _templates[template].Render(context, encoder, isolateContext: false);
    }
}

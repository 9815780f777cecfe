using System.Globalization;
using System.Text.Json;
using CampaignTasks.Domain.Creatives;

namespace CampaignTasks.Channels.Meta;

/// <summary>A template of the Cloud API with its parameters.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Language">The code of its language.</param>
/// <param name="Components">Its components that have parameters.</param>
/// <remarks>
/// A creative names it as <c>name/language</c>, or as <c>name</c> where the account has a language. Its variables are named after their
/// place: <c>1</c> or <c>body.1</c>, <c>header.1</c>, <c>button.0</c> (the variable end of the first button's address); a name instead of a
/// number is that of a named parameter.
/// </remarks>
internal sealed record CloudTemplate(string Name, string Language, IReadOnlyList<CloudTemplate.Component> Components)
{
    /// <summary>Reads the template of a creative: it, or what is wrong.</summary>
    public static (CloudTemplate? Template, string? Fault) Read(RenderedCreative content, string? accountLanguage)
    {
        var id = content.TemplateId!.Trim();
        var slash = id.IndexOf('/', StringComparison.Ordinal);
        var language = slash < 0 ? accountLanguage : id[(slash + 1)..];
        if (string.IsNullOrEmpty(language))
        {
            return (null, "The template has no language: write its id as name/en_US, or give the account a templateLanguage.");
        }

        var parameters = new List<Parameter>();
        foreach (var (place, value) in content.TemplateVariables ?? new Dictionary<string, string>())
        {
            if (Parameter.Read(place, value) is not { } parameter)
            {
                return (null, "A template variable has no place: name it 1, body.1, header.1 or button.0.");
            }

            parameters.Add(parameter);
        }

        Component[] components =
        [
            .. parameters
                .GroupBy(parameter => (parameter.Part, parameter.Button))
                .OrderBy(group => (Array.IndexOf(Parameter.Parts, group.Key.Part), group.Key.Button))
                .Select(group => new Component(group.Key.Part, group.Key.Button, [.. group.OrderBy(parameter => parameter.Number)])),
        ];
        return (new CloudTemplate(slash < 0 ? id : id[..slash], language, components), null);
    }

    /// <summary>Writes it as the member <c>template</c> of a message.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("template");
        json.WriteString("name", Name);
        json.WriteStartObject("language");
        json.WriteString("code", Language);
        json.WriteString("policy", "deterministic");
        json.WriteEndObject();
        if (Components.Count > 0)
        {
            json.WriteStartArray("components");
            foreach (var component in Components)
            {
                component.Write(json);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>A part of a template with its parameters.</summary>
    internal sealed record Component(string Part, int Button, IReadOnlyList<Parameter> Parameters)
    {
        public void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("type", Part);
            if (Part is "button")
            {
                json.WriteString("sub_type", "url");
                json.WriteString("index", Button.ToString(CultureInfo.InvariantCulture));
            }

            json.WriteStartArray("parameters");
            foreach (var parameter in Parameters)
            {
                json.WriteStartObject();
                json.WriteString("type", "text");
                if (parameter.Name is not null)
                {
                    json.WriteString("parameter_name", parameter.Name);
                }

                json.WriteString("text", parameter.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>One variable in its place.</summary>
    internal sealed record Parameter(string Part, int Button, int Number, string? Name, string Value)
    {
        public static readonly string[] Parts = ["header", "body", "button"];

        /// <summary>Reads a place; null when it is none.</summary>
        public static Parameter? Read(string place, string value)
        {
            var dot = place.IndexOf('.', StringComparison.Ordinal);
            var (part, name) = dot < 0 ? ("body", place) : (place[..dot], place[(dot + 1)..]);
            var isNumber = int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            return part switch
            {
                _ when name.Length is 0 || !Parts.Contains(part) => null,
                "button" => isNumber && number < 10 ? new(part, number, 0, null, value) : null,
                _ => isNumber ? new(part, 0, number, null, value) : new(part, 0, 0, name, value),
            };
        }
    }
}

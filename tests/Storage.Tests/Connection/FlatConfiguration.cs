using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace CampaignTasks.Storage.Tests.Connection;

/// <summary>Settings by their full name; a section is a prefix.</summary>
internal sealed class FlatConfiguration(Dictionary<string, string> settings, string path = "") : IConfigurationSection
{
    public string Key => path;

    public string Path => path;

    public string? Value
    {
        get => settings.GetValueOrDefault(path);
        set => throw new NotSupportedException();
    }

    public string? this[string key]
    {
        get => settings.GetValueOrDefault(Full(key));
        set => throw new NotSupportedException();
    }

    public IConfigurationSection GetSection(string key) => new FlatConfiguration(settings, Full(key));

    public IEnumerable<IConfigurationSection> GetChildren() => throw new NotSupportedException();

    public IChangeToken GetReloadToken() => throw new NotSupportedException();

    private string Full(string key) => path.Length is 0 ? key : $"{path}:{key}";
}

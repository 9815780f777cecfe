namespace CampaignTasks.Api.Start;

/// <summary>Where development keeps what must outlive a run: the storage emulator's data and the generated keys.</summary>
internal static class DataFolder
{
    public const string Setting = "CampaignTasks:DataFolder";

    private const string Name = ".azurite";

    /// <summary>The configured folder, or <c>.azurite</c> beside the solution, so that it is the same from every folder of the repository.</summary>
    public static string Resolve(string? configured, string currentDirectory)
    {
        if (configured is { Length: > 0 })
        {
            return Path.GetFullPath(configured, currentDirectory);
        }

        for (var at = new DirectoryInfo(currentDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Serverless.sln")))
            {
                return Path.Combine(at.FullName, Name);
            }
        }

        return Path.Combine(currentDirectory, Name);
    }
}

namespace CampaignTasks.Api.Start;

/// <summary>The folder for development data that outlives the process: the storage emulator's data and the generated keys.</summary>
internal static class DataFolder
{
    public const string Setting = "CampaignTasks:DataFolder";

    private const string Name = ".azurite";

    /// <summary>
    /// Returns the configured folder, or <c>.azurite</c> next to the solution file, so that it is the same from every folder of the
    /// repository.
    /// </summary>
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

using CampaignTasks.Api.Start;

namespace CampaignTasks.Api.Tests.Start;

public sealed class DataFolderTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("campaign-tasks-root-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Resolve_InsideTheRepository_IsBesideTheSolution()
    {
        File.WriteAllText(Path.Combine(root, "Serverless.sln"), "");
        var inside = Directory.CreateDirectory(Path.Combine(root, "functions", "App")).FullName;

        Assert.Equal(Path.Combine(root, ".azurite"), DataFolder.Resolve(null, inside));
    }

    [Fact]
    public void Resolve_Elsewhere_IsInTheCurrentFolder() => Assert.Equal(Path.Combine(root, ".azurite"), DataFolder.Resolve("", root));

    [Fact]
    public void Resolve_ARelativeSetting_StartsAtTheCurrentFolder() =>
        Assert.Equal(Path.Combine(root, "data"), DataFolder.Resolve("data", root));
}

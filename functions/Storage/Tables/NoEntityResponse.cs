using Azure;

namespace CampaignTasks.Storage.Tables;

internal sealed class NoEntityResponse(Response response) : NullableResponse<TableEntity>
{
    public override bool HasValue => false;

    public override TableEntity Value => throw new InvalidOperationException("There is no such entity; ask HasValue first.");

    public override Response GetRawResponse() => response;
}

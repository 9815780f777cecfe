using Azure;

namespace CampaignTasks.Storage.Tables;

/// <summary>What an action of a transaction does.</summary>
public enum TableTransactionActionType
{
    /// <summary>Inserts; fails with 409 if the entity is there.</summary>
    Add,

    /// <summary>Changes the given properties; fails with 404 if the entity is not there, with 412 if its version is another.</summary>
    UpdateMerge,

    /// <summary>Replaces all properties; fails as <see cref="UpdateMerge"/> does.</summary>
    UpdateReplace,

    /// <summary>Deletes; fails as <see cref="UpdateMerge"/> does.</summary>
    Delete,

    /// <summary>Inserts, or changes the given properties, whatever is there.</summary>
    UpsertMerge,

    /// <summary>Inserts, or replaces all properties, whatever is there.</summary>
    UpsertReplace,
}

/// <summary>One action of a transaction.</summary>
/// <param name="actionType">What to do.</param>
/// <param name="entity">What to do it with; of a delete only the keys count.</param>
/// <param name="etag">
/// For updates and deletes the version that must be stored, or <see cref="ETag.All"/>; ignored otherwise. An update must name one; a
/// delete without one deletes whatever is there, as Azure.Data.Tables does.
/// </param>
public sealed class TableTransactionAction(TableTransactionActionType actionType, TableEntity entity, ETag etag = default)
{
    /// <summary>What to do.</summary>
    public TableTransactionActionType ActionType { get; } = actionType;

    /// <summary>What to do it with.</summary>
    public TableEntity Entity { get; } = entity ?? throw new ArgumentNullException(nameof(entity));

    /// <summary>The version that must be stored.</summary>
    public ETag ETag { get; } = etag == default && actionType is TableTransactionActionType.Delete ? ETag.All : etag;
}

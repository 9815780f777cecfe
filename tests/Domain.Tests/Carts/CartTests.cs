using CampaignTasks.Domain.Carts;
using CampaignTasks.Domain.Orders;
using CampaignTasks.Domain.Validation;
using CampaignTasks.Testing;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CampaignTasks.Domain.Tests.Carts;

public sealed class CartTests
{
    private static readonly Gen<Cart> Changes =
        from minute in Gen.Choose(0, 4)
        from product in Gen.Choose(0, 3)
        from isDeleted in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
        let items = product is 0 || isDeleted ? Array.Empty<OrderItem>() : [new OrderItem($"p{product}", product, product)]
        select new Cart("k1", "c1", Any.Now.AddMinutes(minute), "EUR", items, isDeleted);

    [Property]
    public Property Changes_InAnyOrder_EndTheSame() =>
        Prop.ForAll(
            (from changes in Changes.NonEmptyListOf() from other in Gen.Shuffle(changes.ToArray()) select (changes, other)).ToArbitrary(),
            orders =>
            {
                var (one, other) = (After(orders.changes), After(orders.other));
                return one.UpdatedAt == other.UpdatedAt && one.IsDeleted == other.IsDeleted && one.Items.SequenceEqual(other.Items);
            }
        );

    [Property]
    public Property Changes_SubmittedTwice_EndAsOnce() => Prop.ForAll(Changes.NonEmptyListOf().ToArbitrary(), changes =>
        {
            var once = After(changes);
            return changes.All(change => Cart.Decide(once, change) is CartResult.Repeated or CartResult.Late)
                && After([.. changes, .. changes]).Items.SequenceEqual(once.Items);
        });

    [Fact]
    public void Deletion_CountsAtTheInstantOfTheLastChange_WhenThatIsAheadOfTheClock()
    {
        var cart = new Cart("k1", "c1", Any.Now.AddMinutes(30), "EUR", [new OrderItem("p1", 1, 5)]);

        var deleted = cart.Delete(Any.Now);

        Assert.Equal(cart.UpdatedAt, deleted.UpdatedAt);
        Assert.Equal(CartResult.Stored, Cart.Decide(cart, deleted));
        Assert.Equal(CartResult.Late, Cart.Decide(deleted, cart));
    }

    [Fact]
    public void Definition_OfAnEmptyCart_IsValid_AndOneWithoutItems_IsNot()
    {
        var definition = new CartDefinition
        {
            Contact = "c1",
            UpdatedAt = "2026-03-01T10:00:00.1239Z",
            Items = [],
        };
        var errors = new ValidationErrors();

        var cart = definition.Check("k1", Any.Now.AddYears(10), errors);

        Assert.True(cart!.IsEmpty);
        Assert.Equal((Order.NoCurrency, 123), (cart.Currency, cart.UpdatedAt.Millisecond));
        Assert.Null((definition with { Items = null }).Check("k1", Any.Now.AddYears(10), errors));
        Assert.Equal(["items"], errors.ToDictionary().Keys);
    }

    private static Cart After(IEnumerable<Cart> changes) =>
        changes.Aggregate((Cart?)null, (stored, change) => Cart.Decide(stored, change) is CartResult.Stored ? change : stored)!;
}

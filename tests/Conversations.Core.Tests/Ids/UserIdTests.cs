namespace Conversations.Tests.Ids;

public sealed class UserIdTests : IdRules<UserId>
{
    protected override UserId Create(string value) => new(value);

    protected override UserId From(long key) => UserId.From(key);

    protected override UserId From(Guid key) => UserId.From(key);

    protected override UserId FromStored(string value) => UserId.FromStored(value);

    protected override (bool Less, bool AtMost, bool Greater, bool AtLeast, bool Equal, bool Unequal) Operators(UserId left, UserId right) =>
        (left < right, left <= right, left > right, left >= right, left == right, left != right);
}

namespace Packages;

[CollectionDefinition(Name)]
public sealed class PackedDefinition : ICollectionFixture<PackedFixture>
{
    public const string Name = "Packed";
}

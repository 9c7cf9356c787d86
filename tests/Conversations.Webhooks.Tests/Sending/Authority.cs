using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Conversations.Webhooks;

/// <summary>An authority that issues certificates for receivers of tests.</summary>
internal sealed class Authority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;
    private readonly List<X509Certificate2> _issued = [];

    internal Authority()
    {
        var request = new CertificateRequest("CN=Authority of tests", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        _root = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(1));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>Issues a certificate with a new key.</summary>
    /// <param name="host">The host that it is for.</param>
    /// <param name="days">In how many days it ends; a negative number if it has ended.</param>
    internal X509Certificate2 Issue(string host, int days = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var bare = request.Create(_root, Now.AddDays(-30), Now.AddDays(days), RandomNumberGenerator.GetBytes(8));
        using var certificate = bare.CopyWithPrivateKey(key);
        var issued = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        _issued.Add(issued);
        return issued;
    }

    /// <summary>Lets a client trust this authority and no other one.</summary>
    internal void Trust(SslClientAuthenticationOptions options)
    {
        options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        options.CertificateChainPolicy.CustomTrustStore.Add(_root);
    }

    public void Dispose()
    {
        foreach (var certificate in _issued)
            certificate.Dispose();

        _root.Dispose();
        _key.Dispose();
    }
}

import '@/app/_ui/kit.css'

export default function SentPage() {
  return (
    <main className="gate narrow">
      <h1>Look into your mail</h1>
      <p role="status">
        We have sent a link to the address you gave. It works once and for 24 hours. Nothing came? Look among
        the unwanted mail, or wait a quarter of an hour before you ask again.
      </p>
      <p>
        Next you need: your ConnectWise login company, an API member’s public and private key, and your own
        Member ID.
      </p>
    </main>
  )
}

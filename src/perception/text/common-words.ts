/**
 * Words that signs, shop fronts, receipts and screens carry and people are not called. Lower
 * case. They keep such signs from being taken for names; a word that is also a common name (Mark,
 * Rose, Grace) does not belong here.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  a about above account address admission adult ahead airport alarm all allowed alley amount an and
  approved area arrivals at authorised authorized auto available avenue baby back bag baggage bakery
  balance ban bank bar barber bath battery bay beach beauty beer beware bhd bicycle bike bill block
  blvd boarding boots bottle boulevard bread breakfast bridge building burger bus business but buy by
  cab cafe call camera canteen car card care carpark cars cash cashier caution center central centre change
  charge check checkout chicken children church cinema city class cleaners clearance clinic close
  closed clothing club coffee college company computer construction contact corner counter court
  credit cross customer customers cycle daily danger dangerous date day deal dental department
  departures description dessert detour dinner disc discount district diversion do dog dogs door down
  drink drinks drive drugs dry due east electric elevator emergency employees end enjoy enter
  entrance entry espresso exchange exclusive exit express fashion fast fee fire first fish fitness
  floor flowers food for forbidden free fresh fried friday fruit fuel full furniture gallery garage
  garden gas gate general gents gift girls give go goods government grill group guest gym hair hall
  halt have health heavy hello help here high highway hire home hospital hot hotel hour hours house
  ice in inc info information inn inside inspection institute insurance invoice is it item items
  juice junction keep keys kids kitchen ladies lane laundry law left level library lift limit limited
  line live llc local lodge lost lounge low ltd luggage lunch machine mail main maintenance mall
  market massage max maximum meat medical meeting member members men menu metro mile miles min minimum mobile monday
  money monitor month more motel motor museum music must national new news next no noodle noodles
  north not notice number of off offer office oil on one online only open opening order organic our
  out outlet oven paid parcel park parking parts passengers pay payment pedestrians people pharmacy
  phone photo picnic pizza plaza please police pool post power press price prices print private
  prohibited property public pull push qty quality quantity queue quick radio railway ramp real
  receipt reception recycle reduced refund registration rent rental repair reserved residents rest
  restaurant restroom retail return rice right road roadside roast room round route safety salad sale
  sales salon sandwich saturday save school sdn seafood seat seats second security self service
  services shoes shop shopping shops side sign slow smoking snacks sold south special sport sports
  square staff stairs stand station stay steak step stop storage store street studio subtotal subway
  summer sunday super supermarket supply sushi swimming table take takeaway tax taxi tea team
  technology telephone temple terminal thank thanks thankyou the theatre this thursday ticket tickets time
  tire tires to today toilet toilets toll total tour tow toys track trade traffic trailer train
  trains travel truck tuesday turn tyres under union unit university up use vacant valid vehicles
  video view village visit visitor visitors volume wait waiting walk wall warehouse warning wash
  water way we wear wednesday week welcome west wet wheelchair wholesale wifi wine with women work
  works world yield you your zone
  `
    .trim()
    .split(/\s+/),
);

use initscope::{activation::Activation,data,init::Init,kernel::Real,network::*,stats::Range};
fn run<T: Real>(x:&ndarray::Array2<T>, ranges:Vec<Range>)->f64{
  let watch=Watch{bins:30,ranges,corner:None}; let mut t=0.0;
  for a in [Activation::Sigmoid,Activation::Tanh,Activation::Relu]{ for i in ["normal","normal:std=0.01","lecun-normal","he-normal","xavier-uniform","he-uniform","lecun-uniform"]{
    let n=Network::new(vec![100;6],a,i.parse::<Init>().unwrap());
    n.forward(x.view(),Noise::default(),&watch,|o| t+=o.summary.std.unwrap_or(0.0)); }} t }
fn time(f:impl Fn()->f64)->f64{ let mut v:Vec<f64>=(0..std::env::var("REPS").map_or(9,|r|r.parse().unwrap())).map(|_|{let t=std::time::Instant::now(); std::hint::black_box(f()); t.elapsed().as_secs_f64()*1e3}).collect(); v.sort_by(f64::total_cmp); println!("   min {:.1} med {:.1}",v[0],v[v.len()/2]); v[v.len()/2]}
fn main(){
  let x=data::gaussian::<f64>(1000,100,0,0); let y=data::gaussian::<f32>(1000,100,0,0);
  for r in [vec![Range::Natural],vec![Range::Natural,Range::Fixed(0.0,1.0)]]{ println!("ranges {}",r.len());
  if std::env::var("F32").is_err() {println!("f64"); time(||run(&x,r.clone()));}
  if std::env::var("F64").is_err() {println!("f32"); time(||run(&y,r.clone()));} }
}
